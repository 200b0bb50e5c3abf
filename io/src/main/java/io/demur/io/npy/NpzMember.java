package io.demur.io.npy;

import io.demur.io.file.InputFile;
import io.demur.io.file.TemporaryFile;
import io.demur.logits.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * One array of an NPZ archive: a zip of NPY files, stored or deflated, zip64 or not.
 *
 * <p>The array is taken out once, into memory if it is small and into a temporary file otherwise, which vanishes when
 * the source is closed. An array that is longer or shorter than its own header says is refused, so a small archive
 * cannot fill the disk unless its header announces that size, and deflate cannot shrink below 1 : 1032.
 */
final class NpzMember {
    private static final int ZIP_MAGIC = 0x504b0304; // PK..
    private static final String SUFFIX = ".npy";
    private static final long DEFLATE_LIMIT = 1032;
    private static final long MOST_IN_MEMORY =
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4);

    private final String name;
    private final ZipFile zip;
    private final ZipEntry entry;

    private NpzMember(String name, ZipFile zip, ZipEntry entry) {
        this.name = name;
        this.zip = zip;
        this.entry = entry;
    }

    static boolean hasMagic(byte[] head) {
        return head.length >= 4 && ByteBuffer.wrap(head).getInt() == ZIP_MAGIC;
    }

    static boolean isArchive(ByteSource source) {
        if (source.size().orElse(0) < 4) {
            return false;
        }
        byte[] head = new byte[4];
        source.read(ByteBuffer.wrap(head), 0);
        return hasMagic(head);
    }

    /** Takes out the array with this name, or the only one if the name is empty. */
    static NpyArray open(Path archive, String member) {
        InputFile.checkRegular(archive);
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            ZipEntry entry = find(archive, zip, member);
            return new NpzMember(archive + "#" + bare(entry), zip, entry).takeOut();
        } catch (IOException e) {
            throw InputFile.failure(archive.toString(), "is no readable npz archive", e);
        } catch (IllegalArgumentException e) {
            throw new InputException(archive.toString(), "is a damaged npz archive: " + e.getMessage(), e);
        }
    }

    private static ZipEntry find(Path archive, ZipFile zip, String member) {
        List<ZipEntry> arrays =
                zip.stream().filter(entry -> entry.getName().endsWith(SUFFIX)).collect(Collectors.toList());
        List<ZipEntry> wanted = arrays.stream()
                .filter(entry -> member.isEmpty() || bare(entry).equals(member))
                .toList();
        if (wanted.size() == 1) {
            return wanted.get(0);
        }
        String names = InputFile.listing(arrays.stream().map(NpzMember::bare).toList());
        String problem = member.isEmpty() ? "holds " + arrays.size() + " arrays" : "has no single array " + member;
        throw new InputException(
                archive.toString(),
                problem + (names.isEmpty() ? "" : ": " + names),
                "name one, as in " + archive.getFileName() + "#name");
    }

    private static String bare(ZipEntry entry) {
        return entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
    }

    private NpyArray takeOut() throws IOException {
        CRC32 checksum = new CRC32();
        try (InputStream stream = new CheckedInputStream(zip.getInputStream(entry), checksum)) {
            NpyHeader header = NpyArray.stream(stream, name).header();
            checkRatio(header);
            ByteSource data = header.dataBytes() <= MOST_IN_MEMORY ? inMemory(stream, header) : inFile(stream, header);
            try {
                checkEnd(stream, header);
                if (checksum.getValue() != entry.getCrc()) {
                    throw new InputException(name, "does not match its checksum", "write the archive again");
                }
                return new NpyArray(header.at(0), data);
            } catch (IOException | RuntimeException e) {
                data.close();
                throw e;
            }
        }
    }

    private void checkEnd(InputStream stream, NpyHeader header) throws IOException {
        if (stream.read() >= 0) {
            throw new InputException(name, "goes on after the array " + header.describe(), "write it again");
        }
    }

    private void checkRatio(NpyHeader header) throws IOException {
        long packed = Math.min(entry.getCompressedSize(), Files.size(Path.of(zip.getName())));
        if (header.dataBytes() / DEFLATE_LIMIT > packed) {
            throw new InputException(
                    name,
                    "announces " + header.describe() + ", which cannot come out of " + packed + " compressed bytes",
                    "the archive is cut short or damaged");
        }
    }

    private ByteSource inMemory(InputStream stream, NpyHeader header) throws IOException {
        byte[] bytes = new byte[(int) header.dataBytes()];
        int count = stream.readNBytes(bytes, 0, bytes.length);
        checkCount(header, count);
        return new MemoryBytes(name, bytes);
    }

    private ByteSource inFile(InputStream stream, NpyHeader header) throws IOException {
        FileChannel channel = TemporaryFile.open();
        try {
            checkCount(header, TemporaryFile.fill(channel, stream, header.dataBytes()));
            return new FileBytes(name, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void checkCount(NpyHeader header, long count) {
        if (count != header.dataBytes()) {
            throw new InputException(
                    name,
                    "has " + count + " bytes of data, its header " + header.describe() + " needs " + header.dataBytes(),
                    "write the archive again");
        }
    }
}
