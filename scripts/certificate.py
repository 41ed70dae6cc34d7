"""A local certificate for tablets on the same network: ``make start TLS=1``.

An authority of this machine's own signs it. Its key stays in the folder, readable by its owner
only, and a name constraint keeps it from vouching for anything but private addresses.
"""

import datetime as dt
import ipaddress
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PRIVATE = ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10")
PRIVATE_6 = ("::1/128", "fc00::/7", "fe80::/10")
AUTHORITY_DAYS, SITE_DAYS = 3650, 397  # Apple refuses a site's certificate over 398 days


@dataclass(frozen=True)
class Files:
    """Where the parts lie; ``authority`` is what a tablet must be told to trust."""

    authority: Path
    authority_key: Path
    site: Path
    site_key: Path


def lan_addresses() -> list[str]:
    """The private addresses this machine is reached at from outside."""
    found = {info[4][0] for info in _own_names()}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing; asks which address would be used
            found.add(probe.getsockname()[0])
        except OSError:
            pass
    addresses = [ipaddress.ip_address(str(address).partition("%")[0]) for address in found]
    return sorted(str(address) for address in addresses if address.version == 4 and _is_reachable(address))


def _is_reachable(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    networks = map(ipaddress.ip_network, PRIVATE)
    return not address.is_loopback and any(address in network for network in networks)


def _own_names() -> Sequence[tuple[object, object, object, object, tuple[object, ...]]]:
    try:
        return socket.getaddrinfo(socket.gethostname(), None, type=socket.SOCK_STREAM)
    except OSError:
        return []


def local_names() -> list[str]:
    host = socket.gethostname().split(".")[0].lower()
    return sorted({"localhost", host, f"{host}.local"})


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _builder(subject: x509.Name, issuer: x509.Name, days: int) -> x509.CertificateBuilder:
    start = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer)
    builder = builder.serial_number(x509.random_serial_number())
    return builder.not_valid_before(start).not_valid_after(start + dt.timedelta(days=days))


def _write(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    temporary = path.with_suffix(".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
    temporary.replace(path)


def _write_pair(
    certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey, at: tuple[Path, Path]
) -> None:
    form = serialization.PrivateFormat.PKCS8
    private = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    _write(at[1], private, mode=0o600)
    _write(at[0], certificate.public_bytes(serialization.Encoding.PEM))


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _constraint() -> x509.NameConstraints:
    networks = [x509.IPAddress(ipaddress.ip_network(text)) for text in (*PRIVATE, *PRIVATE_6)]
    names = [x509.DNSName(name) for name in (*local_names(), "local")]
    return x509.NameConstraints(permitted_subtrees=[*networks, *names], excluded_subtrees=None)


def make_authority(files: Files) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"Inkludering on {socket.gethostname()}")
    builder = _builder(name, name, AUTHORITY_DAYS).public_key(key.public_key())
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(authority=True), critical=True)
    builder = builder.add_extension(_constraint(), critical=True)
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    certificate = builder.add_extension(identifier, critical=False).sign(key, hashes.SHA256())
    _write_pair(certificate, key, (files.authority, files.authority_key))


def make_site(files: Files, addresses: list[str]) -> None:
    authority = x509.load_pem_x509_certificate(files.authority.read_bytes())
    signer = serialization.load_pem_private_key(files.authority_key.read_bytes(), None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)
    key = ec.generate_private_key(ec.SECP256R1())
    names = [x509.DNSName(name) for name in local_names()]
    numbers = [x509.IPAddress(ipaddress.ip_address(a)) for a in ("127.0.0.1", "::1", *addresses)]
    builder = _builder(_name("localhost"), authority.subject, SITE_DAYS).public_key(key.public_key())
    builder = builder.add_extension(x509.SubjectAlternativeName([*names, *numbers]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(authority=False), critical=True)
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    builder = builder.add_extension(purpose, critical=False)
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    certificate = builder.add_extension(issuer, critical=False).sign(signer, hashes.SHA256())
    _write_pair(certificate, key, (files.site, files.site_key))


def ensure(folder: Path) -> Files:
    """The certificate of today's addresses, signed by the authority made the first time."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    files = Files(
        authority=folder / "authority.crt",
        authority_key=folder / "authority.key",
        site=folder / "site.crt",
        site_key=folder / "site.key",
    )
    if not (files.authority.exists() and files.authority_key.exists()):
        make_authority(files)
    make_site(files, lan_addresses())
    return files
