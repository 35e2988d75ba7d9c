package org.cascadenlp.batch.input;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cascadenlp.core.DocumentFormats;
import org.cascadenlp.core.command.EncodingOption;
import org.cascadenlp.core.command.LanguageOption;
import org.cascadenlp.core.command.TextColumnsOption;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.error.CascadeException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code run} and {@code encode} for reading documents. */
public final class TextOptions {

  private static final String ENCODING = "encoding";

  @Mixin private EncodingOption encoding = new EncodingOption();

  @Option(
      names = "--as",
      defaultValue = "auto",
      completionCandidates = InputFormats.class,
      description =
          "How a file is read: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). auto refuses"
              + " files that are not plain text, such as PDF, HTML, XML and JSON; text reads any"
              + " file; with a format each row, line or sentence is a document.")
  private String as = ReadAs.AUTO.toString();

  @Option(
      names = "--read",
      paramLabel = "SETTING=VALUE",
      description =
          "A setting of the format of --as, such as text=review, the column with the text. May be"
              + " repeated; `cascade list FORMAT` shows all.")
  private Map<String, String> read = new LinkedHashMap<>();

  @Mixin private TextColumnsOption columns = new TextColumnsOption();

  @Mixin private LanguageOption language = new LanguageOption();

  @Option(
      names = "--max-chars",
      defaultValue = "5000000",
      paramLabel = "N",
      description = "A text with more UTF-16 units is refused (default: ${DEFAULT-VALUE}).")
  private int maxChars;

  /** For picocli. */
  public TextOptions() {}

  /** The encoding as the user named it. */
  public String encoding() {
    return encoding.name();
  }

  /**
   * The encoding of texts without byte order mark.
   *
   * @throws CascadeException if there is no encoding of this name
   */
  public Charset charset() {
    return encoding.charset();
  }

  private Optional<ReadAs> plain() {
    return Arrays.stream(ReadAs.values())
        .filter(known -> known.toString().equals(as.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** Whether files are plain text, each a document. */
  public boolean isPlain() {
    return plain().isPresent();
  }

  /**
   * Checks that plain text has no settings.
   *
   * @throws CascadeException otherwise
   */
  public void refuseSettings() {
    if (!read().isEmpty()) {
      throw CascadeException.of(
          "--read " + read(), "plain text has no settings", "name the format, such as --as csv");
    }
  }

  /** Whether files that are not plain text are refused. */
  public ReadAs as() {
    return plain().orElse(ReadAs.TEXT);
  }

  /** {@code auto}, {@code text} or the name of a format. */
  public String name() {
    return plain().map(ReadAs::toString).orElse(as);
  }

  /** The settings of the format by name. */
  public Map<String, String> read() {
    Map<String, String> settings = new TreeMap<>(read);
    columns.addTo(settings);
    return settings;
  }

  /**
   * The format of documents.
   *
   * @throws CascadeException if there is no such format
   */
  public InputFormat format(DocumentFormats formats) {
    Map<String, InputFormat> known = formats.inputs();
    InputFormat found = known.get(as);
    if (found == null) {
      throw CascadeException.of(
          "--as " + as, "there is no such format", "use auto, text or one of " + names(known));
    }
    return found;
  }

  /**
   * Finds the files to read, or the folders if the format reads folders.
   *
   * @param output the place for results, which is not read
   * @param links the links in an input folder that are followed
   * @throws CascadeException if there is no such format, or an input has no documents
   */
  public InputFiles find(
      List<String> inputs, Path output, InputFiles.Links links, DocumentFormats formats) {
    return !isPlain() && format(formats).readsFolders()
        ? InputFolders.find(inputs, output, links)
        : InputFiles.find(inputs, output, links);
  }

  private static TreeSet<String> names(Map<String, InputFormat> known) {
    TreeSet<String> names = new TreeSet<>(known.keySet());
    names.remove(ReadAs.TEXT.toString());
    return names;
  }

  /** The options for {@link #format}: documents without gold, in the encoding that is named. */
  public InputOptions inputOptions() {
    Map<String, String> settings = read();
    if (!charset().equals(StandardCharsets.UTF_8)) { // which formats read unless told otherwise
      settings.putIfAbsent(ENCODING, encoding.name());
    }
    return InputOptions.texts(settings);
  }

  /** The rules for all documents. */
  public DocumentRules rules() {
    return new DocumentRules(language(), maxChars);
  }

  /** A reader of plain text. */
  public DocumentReader reader() {
    return new DocumentReader(charset(), maxChars, as());
  }

  /** The code of the language. */
  public String language() {
    return language.code();
  }

  /** The maximum length of a text in UTF-16 units. */
  public int maxChars() {
    return maxChars;
  }
}
