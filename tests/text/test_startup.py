"""What importing the room loads."""

import subprocess
import sys

HEAVY = "numpy wordfreq simplemma Sastrawi regex"


def test_light_files_load_no_dictionary() -> None:
    code = "import sys; from qualcode.text import tokens, marks, sentences, roles; import qualcode.languages; "
    code += f"print([name for name in {HEAVY.split()} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
