"""`python -m tests.hostile` writes what is told of every case anew; read the difference before you commit it."""

import sys

from tests.hostile.trying import update

if __name__ == "__main__":
    for line in update():
        sys.stdout.write(f"{line}\n")
