"""The worker's own start."""

from pathlib import Path

from pytest_django import Settings

from inkludering.celery import make_queue_folders


def test_worker_makes_the_folders_of_the_embedded_broker(tmp_path: Path, settings: Settings) -> None:
    wanted = {name: str(tmp_path / "queue" / name) for name in ("data_folder_in", "processed_folder")}
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = wanted | {"store_processed": False}

    make_queue_folders()
    make_queue_folders()

    assert sorted(path.name for path in (tmp_path / "queue").iterdir()) == sorted(wanted)
