"""The command line. Only here is anything printed, and only here an exit status chosen."""
