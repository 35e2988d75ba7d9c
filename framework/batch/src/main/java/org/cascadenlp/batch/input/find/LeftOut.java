package org.cascadenlp.batch.input.find;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.batch.report.NotRead;
import org.cascadenlp.core.files.SpecialFile;

/** What lies in the input folders and is not read: links out of them, FIFOs, devices, sockets. */
public final class LeftOut {

  private static final String LINK = "a link out of the folder";

  private final List<Path> links = new ArrayList<>();
  private final List<NotRead> special = new ArrayList<>();
  private final Set<String> kinds = new TreeSet<>();

  /** Nothing yet. */
  public LeftOut() {}

  /** Adds a link. */
  public void addLink(Path link) {
    links.add(link);
  }

  /** Adds a FIFO, a device or a socket. */
  public void addSpecial(Path file) {
    String kind = SpecialFile.kind(file);
    kinds.add(kind);
    special.add(new NotRead(file.toString(), kind));
  }

  /** Adds what another left out. */
  public void addAll(LeftOut other) {
    links.addAll(other.links);
    special.addAll(other.special);
    kinds.addAll(other.kinds);
  }

  /** The links. */
  public List<Path> links() {
    return List.copyOf(links);
  }

  /** All of them, for the report. */
  public List<NotRead> all() {
    List<NotRead> all = new ArrayList<>();
    links.forEach(link -> all.add(new NotRead(link.toString(), LINK)));
    all.addAll(special);
    return all;
  }

  /**
   * One line for the links and one for the other files, if there are any.
   *
   * @param remedy what to do about links
   */
  public List<String> remarks(String remedy) {
    List<String> remarks = new ArrayList<>();
    if (!links.isEmpty()) {
      remarks.add(
          "--input: "
              + links.size()
              + (links.size() == 1 ? " link" : " links")
              + " out of the folder were not followed, for example "
              + links.get(0)
              + "; "
              + remedy);
    }
    if (!special.isEmpty()) {
      remarks.add(
          "--input: "
              + special.size()
              + (special.size() == 1 ? " file was" : " files were")
              + " not read, for example "
              + special.get(0).file()
              + ": "
              + String.join(", ", kinds)
              + ", which may never end");
    }
    return remarks;
  }
}
