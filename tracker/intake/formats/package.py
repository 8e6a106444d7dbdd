"""The ZIP package around a DOCX, opened with suspicion: everything is counted while it is unpacked."""

from __future__ import annotations

import io
import posixpath
import struct
import xml.etree.ElementTree as ET
import zipfile
import zlib
from typing import NoReturn

from tracker.intake.errors import DamagedDocxError, EncryptedDocxError, WrongTypeError, ZipBombError
from tracker.intake.limits import MB, Limits

_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class _NoDoctype(ET.TreeBuilder):
    """Builds elements; a document type, and with it every entity, ends the reading before it begins."""

    def doctype(self, *_: str | None) -> NoReturn:
        """No word processor writes one (XXE, billion laughs)."""
        raise DamagedDocxError


class Package:
    """The parts of a DOCX by name; each read counts against the limit of unpacked bytes."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Raises DamagedDocx-, EncryptedDocx- or ZipBombError."""
        self._too_big = ZipBombError(limit_mb=limits.unpacked_mb, limit_parts=limits.parts)
        self._room = limits.unpacked_mb * MB
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise DamagedDocxError from error
        infos = self._zip.infolist()
        if len(infos) > limits.parts or sum(info.file_size for info in infos) > self._room:
            raise self._too_big
        if any(info.flag_bits & 1 for info in infos):
            raise EncryptedDocxError

    def main(self) -> str:
        """Return the name of the main part; raises WrongTypeError where the package holds no text document."""
        part = self.related("", "officeDocument") or "word/document.xml"
        if part not in self._zip.NameToInfo:
            raise WrongTypeError
        return part

    def related(self, part: str, kind: str) -> str | None:
        """Return the name of the part that `part` ("" for the package) points to as `kind`; never one outside."""
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", name + ".rels"))
        for link in root.iter(_RELATIONSHIP) if root is not None else ():
            if link.get("Type", "").endswith("/" + kind) and link.get("TargetMode") != "External":
                return posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
        return None

    def tree(self, part: str) -> ET.Element | None:
        """Return a part's XML, None where there is no such part; raises DamagedDocx- or ZipBombError."""
        if part not in self._zip.NameToInfo:
            return None
        try:
            with self._zip.open(part) as stream:
                data = stream.read(self._room + 1)
        except _BROKEN as error:
            raise DamagedDocxError from error
        self._room -= len(data)
        if self._room < 0:
            raise self._too_big
        parser = ET.XMLParser(target=_NoDoctype())  # noqa: S314 - a DTD is refused, so there are no entities
        try:
            parser.feed(data)
            root: ET.Element = parser.close()
        except (ET.ParseError, ValueError, LookupError) as error:
            raise DamagedDocxError from error
        return root
