package org.cascadenlp.neural.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.loading.ClassOrigin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests with a simulated library; {@code ClassLoaderHostTest} of the pipelines tests libtorch. */
class NativeLibraryTest {

  private static final NativeLibrary PRETENDED =
      NativeLibrary.of("pretended", NativeLibraryTest.class, "pytorch", 0);
  private static final String HERE = new ClassOrigin(NativeLibraryTest.class).toString();

  @AfterEach
  void forget() {
    System.clearProperty(NativeLibrary.PROPERTY + "pretended");
  }

  private static Object refused() {
    return PRETENDED.open(
        () -> {
          throw new IllegalStateException(
              new UnsatisfiedLinkError(
                  "Native Library /x/libpretended.so already loaded in another classloader"));
        });
  }

  @Test
  void theFirstCopyStoresItsLocation() {
    assertThat(PRETENDED.open(() -> "opened")).isEqualTo("opened");
    assertThat(System.getProperty(NativeLibrary.PROPERTY + "pretended")).isEqualTo(HERE);
  }

  @Test
  void aSecondCopyNamesTheFirst() {
    System.setProperty(NativeLibrary.PROPERTY + "pretended", "/a/neural.jar (class loader 'app')");
    assertThatThrownBy(NativeLibraryTest::refused)
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "pretended: it is loaded once in a process, and the copy of Cascade in /a/neural.jar"
                + " (class loader 'app') has loaded it; this is the copy in "
                + HERE
                + "; keep one copy of Cascade and DJL in this process, in a class loader that all"
                + " who use it have as parent: leave their jars out of PEARs, web applications and"
                + " the extension class path");
  }

  @Test
  void withoutALocationTheErrorNamesAnotherClassLoader() {
    assertThatThrownBy(NativeLibraryTest::refused)
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("in a process, and another class loader has loaded it; this is");
  }

  @Test
  void otherErrorsAreRethrown() {
    IllegalStateException other = new IllegalStateException("no such file");
    assertThatThrownBy(
            () ->
                PRETENDED.open(
                    () -> {
                      throw other;
                    }))
        .isSameAs(other);
    assertThat(System.getProperty(NativeLibrary.PROPERTY + "pretended")).isNull();
  }
}
