package io.querybatch.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevKeysTest {

    @TempDir
    private Path home;

    @Test
    void makesAPairThatFitsTogether() throws LaunchException, IOException, GeneralSecurityException {
        Path publicFile = DevKeys.publicKey(home);
        Path privateFile = publicFile.resolveSibling(DevKeys.PRIVATE);
        KeyFactory keys = KeyFactory.getInstance("EC");
        PublicKey publicKey = keys.generatePublic(new X509EncodedKeySpec(der(publicFile, "PUBLIC KEY")));
        PrivateKey privateKey = keys.generatePrivate(new PKCS8EncodedKeySpec(der(privateFile, "PRIVATE KEY")));
        byte[] message = "message".getBytes(StandardCharsets.UTF_8);

        Signature signing = Signature.getInstance("SHA256withECDSA");
        signing.initSign(privateKey);
        signing.update(message);
        Signature verifying = Signature.getInstance("SHA256withECDSA");
        verifying.initVerify(publicKey);
        verifying.update(message);

        assertThat(verifying.verify(signing.sign())).isTrue();
        assertThat(publicFile).isEqualTo(home.resolve("keys").resolve(DevKeys.PUBLIC));
    }

    @Test
    void keepsThePairItHas() throws LaunchException, IOException {
        Path publicFile = DevKeys.publicKey(home);
        String publicKey = Files.readString(publicFile);
        String privateKey = Files.readString(publicFile.resolveSibling(DevKeys.PRIVATE));

        assertThat(DevKeys.publicKey(home)).isEqualTo(publicFile).hasContent(publicKey);
        assertThat(publicFile.resolveSibling(DevKeys.PRIVATE)).hasContent(privateKey);
    }

    @Test
    void neverKeepsHalfAPair() throws LaunchException, IOException, GeneralSecurityException {
        Path publicFile = DevKeys.publicKey(home);
        String old = Files.readString(publicFile);
        Files.delete(publicFile.resolveSibling(DevKeys.PRIVATE));

        assertThat(DevKeys.publicKey(home)).isEqualTo(publicFile);
        assertThat(Files.readString(publicFile)).isNotEqualTo(old);
        makesAPairThatFitsTogether();
    }

    @Test
    void isForItsOwnerAlone() throws LaunchException, IOException {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        Path publicFile = DevKeys.publicKey(home);

        assertThat(mode(publicFile)).isEqualTo("rw-------");
        assertThat(mode(publicFile.resolveSibling(DevKeys.PRIVATE))).isEqualTo("rw-------");
        assertThat(mode(home.resolve("keys"))).isEqualTo("rwx------");
    }

    @Test
    void saysWhenItCannotWrite() throws IOException {
        Files.writeString(home.resolve("keys"), "a file where the folder should be");

        assertThatThrownBy(() -> DevKeys.publicKey(home))
                .isInstanceOf(LaunchException.class)
                .hasMessage("QUERYBATCH_HOME: no key can be written to " + home.resolve("keys"));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static byte[] der(Path pem, String type) throws IOException {
        String text = Files.readString(pem);
        assertThat(text).startsWith("-----BEGIN " + type + "-----\n").endsWith("\n-----END " + type + "-----\n");
        return Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
    }
}
