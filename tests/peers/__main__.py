"""python -m tests.peers"""

from tests.peers.run import main

main()
