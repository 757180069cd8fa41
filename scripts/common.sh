# Shared by the scripts: what they say, and finding or fetching uv. To be read with `.` from the project's folder.
# shellcheck shell=sh

uv=""
python_version="3.10"

say() { printf 'installatie: %s\n' "$*" >&2; }
fail() {
    printf 'installatie mislukt: %s\n' "$1" >&2
    shift
    for line in "$@"; do printf '  %s\n' "$line" >&2; done
    exit 1
}

# A file called uv is not yet a uv: a pyenv shim exists and fails when .python-version names a Python without it.
find_uv() {
    for candidate in .tools/bin/uv .tools/uv/bin/uv uv "${HOME:-/nonexistent}/.local/bin/uv" "${HOME:-/nonexistent}/.cargo/bin/uv"; do
        if "$candidate" --version >/dev/null 2>&1; then
            uv="$candidate"
            return 0
        fi
    done
    return 1
}

pyenv_root="${PYENV_ROOT:-${HOME:-/nonexistent}/.pyenv}"

# Every Python that may be there, best first; whether one works is for the caller to try.
python_candidates() {
    printf '%s\n' "python$python_version"
    for path in "$pyenv_root/versions/$python_version"*/bin/python; do printf '%s\n' "$path"; done
    printf '%s\n' python3 /usr/bin/python3 python3.13 python3.12 python3.11 python3.9 python3.8 python
    for path in "$pyenv_root"/versions/3.*/bin/python; do printf '%s\n' "$path"; done
}

# Through an environment of its own or, where Debian's Python lacks venv, in a folder.
install_uv() {
    say "uv ophalen (eenmalig, in .tools)"
    python_candidates | while IFS= read -r python; do
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1 || continue
        rm -rf .tools
        if "$python" -m venv .tools >/dev/null 2>&1 && .tools/bin/python -m pip install --quiet 'uv>=0.5' >/dev/null 2>&1; then break; fi
        rm -rf .tools
        if "$python" -m pip install --quiet --target .tools/uv 'uv>=0.5' >/dev/null 2>&1; then break; fi
        rm -rf .tools
    done
    find_uv
}
