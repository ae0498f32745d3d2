# SPDX-License-Identifier: GPL-2.0-only
"""The report side of vgicheck: result streams (STREAM.md) in, reports for people and CI out."""
