"""The process that runs Typst: a job on standard input, "ok" or "error" and the result on standard output.

It is run by its path, apart from the package and without `site`, so that it starts fast and knows nothing but its job.
"""

import marshal
import sys

MEMORY = 3 << 30


def main() -> None:
    job = marshal.load(sys.stdin.buffer)  # noqa: S302 - our own parent wrote it
    _limit(job["seconds"])
    sys.path += job["modules"]
    out = sys.stdout.buffer
    try:
        result = _compile(job)
    except Exception as error:  # noqa: BLE001  whatever Typst raises is for the parent to tell
        out.write(b"error\n" + (getattr(error, "diagnostic", "") or str(error)).encode())
    else:
        out.write(b"ok\n" + result)
    out.flush()


def _limit(seconds: float) -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's time limit alone
        return
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 5, int(seconds) + 5))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _compile(job: dict[str, object]) -> bytes:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=job["fonts"])  # type: ignore[arg-type]
    result = typst.compile(  # type: ignore[call-overload]
        job["main"],
        root=job["root"],
        font_paths=fonts,
        ignore_system_fonts=True,
        package_path=job["packages"],
        package_cache_path=job["packages"],
        format=job["format"],
        pdf_standards=job["standards"],
        timestamp=job["timestamp"],
        ppi=job["ppi"],
    )
    # Several pages of PNG come as a list; the parent asks for PNG only of one-page documents.
    return bytes(result[0] if isinstance(result, list) else result)


if __name__ == "__main__":
    import os

    main()
    sys.stdout.flush()
    os._exit(0)
