"""`site-builder completion`"""

import click
from click.shell_completion import get_completion_class

from ..report import echo_document

VARIABLE = "_SITE_BUILDER_COMPLETE"  # how a shell asks what could be typed


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """Write what makes a shell complete commands, kinds, names and fields.

    \b
    Examples:
      eval "$(site-builder completion bash)"              in ~/.bashrc
      eval "$(site-builder completion zsh)"               in ~/.zshrc
      site-builder completion fish > ~/.config/fish/completions/site-builder.fish
    """  # noqa: D301 click keeps the lines after this control character as they are
    made = get_completion_class(shell)
    assert made is not None
    # The script asks `site-builder` itself; what is asked of is not needed to write it.
    echo_document(
        made(cli=click.Command("site-builder"), ctx_args={}, prog_name="site-builder", complete_var=VARIABLE).source()
    )
