"""`python -m tests.hostile` writes what is told of every case anew; read the difference before you commit it."""

from click import echo

from tests.hostile.trying import update

if __name__ == "__main__":
    for line in update():
        echo(line)
