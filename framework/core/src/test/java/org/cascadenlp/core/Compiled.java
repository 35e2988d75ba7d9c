package org.cascadenlp.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** Compiles and packs Java code outside of the source tree. */
public final class Compiled {

  private Compiled() {}

  /**
   * Compiles one class into the folder {@code classes}.
   *
   * @param name the name of the class, with slashes
   * @param before a class path that is searched before this one; may be empty
   */
  public static void to(Path classes, String name, String source, String before)
      throws IOException {
    Path sources = Files.createTempDirectory(classes.getParent(), "sources");
    Path file = sources.resolve(name.substring(name.lastIndexOf('/') + 1) + ".java");
    Files.writeString(file, source);
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String all = before.isEmpty() ? classPath : before + File.pathSeparator + classPath;
    String[] arguments = {
      "-proc:none", "-nowarn", "-cp", all, "-d", classes.toString(), file.toString()
    };
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments)).isZero();
  }

  /** Packs {@code classes} into {@code jar}. */
  public static void jar(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(
            new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, zip);
      }
    }
  }
}
