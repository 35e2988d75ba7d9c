package org.cascadenlp.batch.input;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.batch.input.find.Glob;
import org.cascadenlp.batch.input.find.LeftOut;
import org.cascadenlp.batch.report.Failure;
import org.cascadenlp.batch.report.NotRead;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.SpecialFile;

/**
 * The documents in the input files, folders and globs.
 *
 * <p>A folder is read with all its subfolders in the order of names, without hidden files and
 * folders and without links that lead out of it. In a glob {@code **} matches any number of
 * folders. The output folder is never read.
 */
public final class InputFiles {

  private final Path output;
  private final Map<String, InputDocument> documents = new LinkedHashMap<>();
  private final List<Failure> unreadable = new ArrayList<>();
  private final LeftOut leftOut = new LeftOut();
  private final Links links;

  /** The symbolic links in an input folder that are followed. */
  public enum Links {
    /** Links to files and folders inside the same input folder. */
    INSIDE,
    /** All links. */
    ALL
  }

  InputFiles(Path output, Links links) {
    this.output = output.toAbsolutePath().normalize();
    this.links = links;
  }

  /**
   * Finds the documents in {@code inputs}.
   *
   * @param output the output folder, which is not read * @throws CascadeException if an input has
   *     no documents, or if two documents have the same result file
   */
  public static InputFiles find(List<String> inputs, Path output) {
    return find(inputs, output, Links.INSIDE);
  }

  /** As {@link #find(List, Path)}, following {@code links}. */
  public static InputFiles find(List<String> inputs, Path output, Links links) {
    InputFiles found = new InputFiles(output, links);
    for (String input : inputs) {
      found.add(input);
    }
    return found;
  }

  /** The documents, in the order of the inputs. */
  public List<InputDocument> documents() {
    return List.copyOf(documents.values());
  }

  /** The files and folders in an input that cannot be read, such as a folder without permission. */
  public List<Failure> unreadable() {
    return List.copyOf(unreadable);
  }

  /** The links that lead out of an input folder and were not followed. */
  public List<Path> leftOut() {
    return leftOut.links();
  }

  /** What lies in the input folders and is not read: such links, FIFOs, devices and sockets. */
  public List<NotRead> notRead() {
    return leftOut.all();
  }

  /**
   * Remarks for the user about {@link #notRead}, one line each.
   *
   * @param remedy what to do about links
   */
  public List<String> remarks(String remedy) {
    return leftOut.remarks(remedy);
  }

  private void add(String input) {
    Path path = existing(input);
    int before = documents.size() + unreadable.size();
    if (path == null) {
      if (!Glob.isOne(input)) {
        throw CascadeException.of(
            "--input " + input,
            "there is no such file or folder",
            "name files, folders or globs such as 'texts/**/*.txt'");
      }
      glob(input);
    } else if (Files.isDirectory(path)) {
      walk(path, file -> true);
    } else {
      String kind = SpecialFile.kind(path);
      if (!kind.isEmpty()) {
        throw CascadeException.of(
            "--input " + input, "is " + kind, "name files, folders or globs; nothing else is read");
      }
      Path name = path.getFileName();
      add(new InputDocument(String.valueOf(name), path));
      return;
    }
    if (documents.size() + unreadable.size() == before) {
      throw CascadeException.of(
          "--input " + input,
          "no document was found there, or only those of earlier inputs",
          "hidden files, the output folder, links out of the folder (see --follow-links), FIFOs and"
              + " devices are not read; name files, folders or globs such as 'texts/**/*.txt'");
    }
  }

  static @org.jspecify.annotations.Nullable Path existing(String input) {
    try {
      Path path = Path.of(input);
      return Files.exists(path) ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** Walks from the last folder before the first special character. */
  private void glob(String input) {
    Glob glob = Glob.of(input);
    if (!Files.isDirectory(glob.base())) {
      throw CascadeException.of(
          "--input " + input, "there is no folder " + glob.base(), "name a glob below a folder");
    }
    walk(glob.base(), glob::matches);
  }

  /** Chooses files. */
  interface Filter {
    boolean takes(Path file);
  }

  /** Records what {@code other} left out. */
  void leaveOut(InputFiles other) {
    leftOut.addAll(other.leftOut);
  }

  /** Adds the files in {@code folder} that {@code filter} takes. */
  void walk(Path folder, Filter filter) {
    if (folder.toAbsolutePath().normalize().equals(output)) {
      throw CascadeException.of(
          "--output " + output,
          "this is also the folder of the documents",
          "name another folder, so that results are not read as documents");
    }
    List<InputDocument> found = new ArrayList<>();
    try {
      Path real = folder.toRealPath();
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult preVisitDirectory(Path sub, BasicFileAttributes attributes) {
              boolean skip =
                  !sub.equals(folder)
                      && (isHidden(sub)
                          || sub.toAbsolutePath().normalize().equals(output)
                          || leadsOut(sub, real));
              return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              boolean taken =
                  !isHidden(file) && !isOutput(file) && filter.takes(file) && !leadsOut(file, real);
              if (taken && attributes.isOther()) {
                leftOut.addSpecial(file);
              } else if (taken) {
                found.add(new InputDocument(name(folder, file), file));
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              if (!(e instanceof java.nio.file.FileSystemLoopException) && !isHidden(file)) {
                unreadable.add(
                    new Failure(
                        name(folder, file), "cannot be read: " + CascadeException.describe(e)));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw CascadeException.of(
          "--input " + folder,
          "the folder cannot be read: " + CascadeException.describe(e),
          "check its permissions",
          e);
    }
    found.sort(Comparator.comparing(InputDocument::name));
    found.forEach(this::add);
  }

  /** Whether {@code file} is the output of an earlier run: one file for all, or its report. */
  private boolean isOutput(Path file) {
    Path whole = file.toAbsolutePath().normalize();
    Path folder = output.getParent();
    boolean beside = folder != null && folder.equals(whole.getParent());
    String name = String.valueOf(file.getFileName());
    String own = String.valueOf(output.getFileName());
    return beside && (name.equals(own) || name.startsWith(own + ".run.json"));
  }

  /** Whether {@code file} is a link that is not followed; records it if so. */
  private boolean leadsOut(Path file, Path folder) {
    if (links == Links.ALL || !Files.isSymbolicLink(file)) {
      return false;
    }
    try {
      if (file.toRealPath().startsWith(folder)) {
        return false;
      }
    } catch (IOException e) {
      return false; // reading it reports the error
    }
    leftOut.addLink(file);
    return true;
  }

  void add(InputDocument document) {
    InputDocument other = documents.putIfAbsent(document.name(), document);
    if (other != null && !sameFile(other.file(), document.file())) {
      throw CascadeException.of(
          "--input",
          other.file()
              + " and "
              + document.file()
              + " would be written to the same file below "
              + output
              + ", as '"
              + document.name()
              + "'",
          "name the folder above both, or run them into two output folders");
    }
  }

  private static boolean sameFile(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return one.equals(other);
    }
  }

  private static boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace(File.separatorChar, '/');
  }
}
