"""`python -m tests.golden` writes the expected files anew; look at the difference before you commit it."""

from tests.golden.building import update

if __name__ == "__main__":
    update()
