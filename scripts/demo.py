"""``make demo``: throw the demo data away and load it again. Asks nothing."""

import sys

from scripts import environment, machine
from scripts.console import need_python, say
from scripts.embedded import alone_in, place_from_environment, prepare, throw_data_away

if __name__ == "__main__":
    need_python()
    if "--in-venv" not in sys.argv:
        machine.install(machine.START)
        environment.become(environment.ensure(environment.PRODUCTION), "-m", "scripts.demo", "--in-venv")
    place = place_from_environment()
    with alone_in(place.var_dir):
        throw_data_away(place)
        prepare(place)
    say("The demo data is loaded afresh. Next: make start")
