package io.demur.serve.http;

import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** A certificate and its key, from PEM files. */
final class TlsKeys {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final String IN_MEMORY = "unused";

    private TlsKeys() {}

    /**
     * Reads both files.
     *
     * @throws InputException if either is not what it should be, or they do not belong together
     */
    static SslContextFactory.Server read(Security.Tls tls) {
        try {
            Collection<? extends Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes(tls.certificate())));
            if (chain.isEmpty()) {
                throw new InputException(tls.certificate().toString(), "holds no certificate in PEM");
            }
            Certificate own = chain.iterator().next();
            PrivateKey key = key(tls.key(), own.getPublicKey().getAlgorithm());
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("demur", key, IN_MEMORY.toCharArray(), chain.toArray(new Certificate[0]));
            SslContextFactory.Server factory = new SslContextFactory.Server();
            factory.setKeyStore(store);
            factory.setKeyStorePassword(IN_MEMORY);
            factory.setSniRequired(false);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new InputException(tls.certificate().toString(), "is no usable certificate: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(Path file, String algorithm) throws IOException, GeneralSecurityException {
        Matcher pem = KEY.matcher(new String(bytes(file), java.nio.charset.StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new InputException(
                    file.toString(), "holds no BEGIN PRIVATE KEY", "convert it with openssl pkcs8 -topk8 -nocrypt");
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private static byte[] bytes(Path file) throws IOException {
        InputFile.check(file);
        return Files.readAllBytes(file);
    }
}
