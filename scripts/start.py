"""``make start``: from a bare machine to a running site. Needs nothing but Python itself."""

from scripts import environment, machine
from scripts.console import need_python
from scripts.embedded import alone_in, check_port, place_from_environment

if __name__ == "__main__":
    need_python()
    place = place_from_environment()
    with alone_in(place.var_dir):
        check_port(place.port)
    machine.install(machine.START)
    environment.become(environment.ensure(environment.PRODUCTION), "-m", "scripts.run")
