package org.cascadenlp.pipelines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.uima.UIMAFramework;
import org.apache.uima.pear.tools.PackageBrowser;
import org.apache.uima.pear.tools.PackageCreator;
import org.apache.uima.pear.tools.PackageInstaller;
import org.apache.uima.resource.ResourceSpecifier;
import org.apache.uima.util.XMLInputSource;

/** A PEAR, packed and installed with UIMA's tools. */
final class InstalledPear {

  private final Path folder;
  private final String id;

  /** An empty PEAR, to be built in {@code folder}. */
  InstalledPear(Path folder, String id) throws IOException {
    this.folder = folder;
    this.id = id;
    for (String part : new String[] {"desc", "lib", "resources"}) {
      Files.createDirectories(content().resolve(part));
    }
  }

  /** The folder to pack, with {@code desc}, {@code lib} and {@code resources}. */
  Path content() {
    return folder.resolve(id + "-content");
  }

  /**
   * Packs and installs the PEAR with all jars in {@code lib}; its descriptor is {@code
   * desc/ID.xml}.
   */
  ResourceSpecifier install() throws Exception {
    String jars;
    try (Stream<Path> files = Files.list(content().resolve("lib"))) {
      jars =
          files
              .map(jar -> "$main_root/lib/" + jar.getFileName())
              .collect(Collectors.joining(";")); // UIMA replaces it by the system's separator
    }
    PackageCreator.generatePearPackage(
        id,
        "desc/" + id + ".xml",
        jars,
        "$main_root/resources",
        content().toString(),
        folder.toString(),
        new Properties());
    PackageBrowser installed =
        PackageInstaller.installPackage(
            Files.createDirectory(folder.resolve(id + "-installed")).toFile(),
            folder.resolve(id + ".pear").toFile(),
            false);
    return UIMAFramework.getXMLParser()
        .parseResourceSpecifier(new XMLInputSource(installed.getComponentPearDescPath()));
  }
}
