"""Makes the golden arrays beside this file: python3 make.py (numpy 2.4.6, Python 3).

Values are small, asymmetric and exact in float16, so that every type holds the same numbers.
"""

import io
import pathlib
import struct
import zipfile

import numpy as np

HERE = pathlib.Path(__file__).parent
ROWS, CLASSES = 5, 3

# 0.25 * (7 i mod 23) - 2 for the element i in C order.
logits = (0.25 * ((7 * np.arange(ROWS * CLASSES)) % 23) - 2).reshape(ROWS, CLASSES)
labels = np.array([2, 0, 1, 1, 0])


def save(name, array, version=None):
    with open(HERE / f"{name}.npy", "wb") as file:
        np.lib.format.write_array(file, array, version=version)


for order in "<>":
    for size in "248":
        save(f"logits_{'little' if order == '<' else 'big'}_f{size}", logits.astype(f"{order}f{size}"))
save("logits_fortran_f4", np.asfortranarray(logits.astype("<f4")))
save("logits_fortran_big_f8", np.asfortranarray(logits.astype(">f8")))
save("logits_v2", logits.astype("<f4"), (2, 0))
save("logits_v3", logits.astype("<f4"), (3, 0))
save("logits_one_row", logits[:1].astype("<f4"))
save("logits_empty", logits[:0].astype("<f4"))
special = logits.astype("<f4")
special[1] = [np.nan, np.inf, -np.inf]
save("logits_special", special)

# Images: the same numbers, 5 pixels and 3 classes, as (1,K,H,W) = (1,3,1,5), (K,H,W) = (3,1,5), and two images.
save("images_one", logits.T.reshape(1, CLASSES, 1, ROWS).astype("<f4").copy())
save("image", logits.T.reshape(CLASSES, 1, ROWS).astype("<f2").copy())
save("images_two", (np.arange(2 * 3 * 2 * 4).reshape(2, 3, 2, 4) * 0.5).astype(">f4"))

save("single", logits[:, 0].astype("<f8").copy())
save("single_column", logits[:, :1].astype("<f4").copy())

for code in ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]:
    save(f"labels_{code}", labels.astype(f"<{code}"))
    save(f"labels_big_{code}", labels.astype(f">{code}"))
save("labels_bool", labels > 0)
save("labels_255", np.array([2, 255, 1, 1, 0], dtype="u1"))

save("bad_complex", logits.astype("<c8"))
save("bad_string", np.array(["a", "bc"]))
save("bad_bytes", np.array([b"a", b"bc"]))
save("bad_object", np.array([1, "a"], dtype=object))
save("bad_record", np.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f8")]))
save("bad_date", np.array(["2020-01-01"], dtype="M8[D]"))
save("bad_void", np.zeros(3, dtype="V2"))

halves = np.arange(65536, dtype=np.uint32).astype("<u2").view("<f2")
# Not the values but their sum of float32 bits per block of 1024, modulo 2^32, so that the file stays small.
bits = halves.astype("<f4").view("<u4").astype(np.uint64).reshape(64, 1024).sum(axis=1) % 2**32
save("half_bits", bits.astype("<i8"))

np.savez(HERE / "one.npz", logits=logits.astype("<f4"))
np.savez(HERE / "two.npz", logits=logits.astype("<f4"), labels=labels)
np.savez_compressed(HERE / "two_deflated.npz", logits=logits.astype(">f8"), labels=labels)


def member(name):
    entry = zipfile.ZipInfo(name)  # of the year 1980, so that the bytes do not change
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def npy_bytes(array):
    out = io.BytesIO()
    np.save(out, array)
    return out.getvalue()


with zipfile.ZipFile(HERE / "bomb.npz", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr(member("logits.npy"), npy_bytes(logits) + bytes(1 << 20))
with zipfile.ZipFile(HERE / "short.npz", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr(member("logits.npy"), npy_bytes(logits)[:-8])
head = "{'descr': '<f4', 'fortran_order': False, 'shape': (250000000, 4), }".ljust(117) + "\n"
with zipfile.ZipFile(HERE / "boast.npz", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr(member("logits.npy"), b"\x93NUMPY\x01\x00" + struct.pack("<H", 118) + head.encode() + bytes(64))
with zipfile.ZipFile(HERE / "empty.npz", "w") as archive:
    archive.writestr(member("readme.txt"), "no arrays")
