"""The bill of materials in CycloneDX format, validated against its schema."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseAcknowledgement
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from resources.packaging.materials import Material

SCHEMA: Final = SchemaVersion.V1_6


def write_bill(version: str, materials: Iterable[Material], time: int) -> str:
    """The bill of materials of one build, as JSON; the same materials always give the same text.

    Args:
        version: of the program.
        materials: what it is made of.
        time: of the build, in seconds since 1970.

    Raises:
        ValueError: it does not follow the schema.
    """
    from cyclonedx.validation.json import JsonStrictValidator  # noqa: PLC0415 - its grammars take a second of CPU

    program = Component(
        name="hoga",
        version=version,
        type=ComponentType.APPLICATION,
        licenses=[LicenseFactory().make_from_string("MIT")],
        bom_ref="hoga",
    )
    bill = Bom(
        components=[_component(material) for material in materials],
        metadata=BomMetaData(component=program, timestamp=datetime.fromtimestamp(time, UTC)),
        serial_number=uuid5(NAMESPACE_URL, f"hoga {version} {time}"),
    )
    bill.register_dependency(program, bill.components)
    text = make_outputter(bill, OutputFormat.JSON, SCHEMA).output_as_string(indent=2)
    if error := JsonStrictValidator(SCHEMA).validate_str(text):
        raise ValueError(f"the bill of materials does not follow its schema: {error}")
    return text + "\n"


def _component(material: Material) -> Component:
    url = PackageURL(material.kind, material.vendor, material.name, material.version)
    licence = LicenseFactory().make_from_string(
        material.licence, license_acknowledgement=LicenseAcknowledgement.DECLARED
    )
    return Component(
        name=material.name,
        version=material.version,
        type=ComponentType.LIBRARY,
        licenses=[licence],
        purl=url,
        bom_ref=str(url),
        hashes=[_hash(material.sha256)] if material.sha256 else [],
        components=[
            Component(name=path, type=ComponentType.FILE, hashes=[_hash(digest)], bom_ref=path)
            for path, digest in material.files
        ],
    )


def _hash(sha256: str) -> HashType:
    return HashType(alg=HashAlgorithm.SHA_256, content=sha256)
