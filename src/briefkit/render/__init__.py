"""Checked report -> PDF, DOCX, HTML. It takes nothing that was not checked."""

from __future__ import annotations

from briefkit.render.options import RenderOptions, RunPandoc, Target
from briefkit.render.render import render

__all__ = ["RenderOptions", "RunPandoc", "Target", "render"]
