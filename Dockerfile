# One image for web, worker and beat; what each runs stands in docker-compose.yml.
FROM python:3.11-slim-bookworm AS build
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --create-home --home-dir /home/inkludering inkludering \
 && install -d -o inkludering /var/lib/inkludering
COPY --from=build /venv /venv
WORKDIR /app
COPY . .
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=inkludering.settings \
    STATIC_ROOT=/app/staticfiles \
    VAR_DIR=/var/lib/inkludering
RUN python -m compileall -q /app && python -m scripts.build
USER inkludering
EXPOSE 8000
CMD ["gunicorn", "-c", "deploy/gunicorn.conf.py", "inkludering.wsgi:application"]
HEALTHCHECK --interval=15s --timeout=6s --start-period=20s --retries=4 \
  CMD ["python", "-m", "scripts.healthcheck", "web"]
