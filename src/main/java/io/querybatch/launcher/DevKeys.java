package io.querybatch.launcher;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** The key pair of development mode: made once, kept in {@code QUERYBATCH_HOME/keys}, readable by its owner alone. */
final class DevKeys {

    static final String PRIVATE = "dev-private.pem";
    static final String PUBLIC = "dev-public.pem";

    private DevKeys() {}

    /** Makes the pair if it is not there yet, and says where the public key is. */
    static Path publicKey(Path home) throws LaunchException {
        Path folder = home.resolve("keys");
        Path publicKey = folder.resolve(PUBLIC);
        try {
            if (!Files.exists(folder.resolve(PRIVATE)) || !Files.exists(publicKey)) {
                Files.createDirectories(folder, mode("rwx------"));
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                KeyPair pair = generator.generateKeyPair();
                write(folder.resolve(PRIVATE), "PRIVATE KEY", pair.getPrivate().getEncoded());
                write(publicKey, "PUBLIC KEY", pair.getPublic().getEncoded());
            }
            return publicKey;
        } catch (IOException | GeneralSecurityException e) {
            throw new LaunchException("QUERYBATCH_HOME: no key can be written to " + folder, e);
        }
    }

    private static void write(Path file, String type, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.deleteIfExists(file);
        Files.createFile(file, mode("rw-------"));
        Files.writeString(
                file,
                "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n",
                StandardOpenOption.WRITE);
    }

    private static FileAttribute<?>[] mode(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
