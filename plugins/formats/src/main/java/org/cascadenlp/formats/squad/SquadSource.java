package org.cascadenlp.formats.squad;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.CorpusText;
import org.jspecify.annotations.Nullable;

/** The questions of one file. In memory are one paragraph, and the ids of all questions. */
final class SquadSource implements DocumentSource {

  private static final long LONGEST_PARAGRAPH = 1L << 26;

  private static final String FORM =
      "name a file of the form {\"data\": [{\"paragraphs\": [{\"context\": ..., \"qas\": [...]}]}]}";

  private static final Pattern AT = Pattern.compile("at line (\\d+) column (\\d+)");

  /** Where the parser is. */
  private enum Place {
    FILE,
    TOP,
    DATA,
    ARTICLE,
    PARAGRAPHS,
    END
  }

  private final Path file;
  private final BoundedReader bounded;
  private final JsonReader in;
  private final GoldAnswers gold;
  private final int[] range;
  private final Set<String> ids = new HashSet<>();
  private final Queue<SourceDocument> waiting = new ArrayDeque<>();
  private Place place = Place.FILE;
  private int number;
  private int article = -1;
  private int paragraph = -1;
  private boolean any;
  private boolean hasParagraphs;

  /**
   * The questions in {@code text}, which this closes.
   *
   * @param range the first and the last question, counted from 1
   */
  SquadSource(Path file, Reader text, GoldAnswers gold, int[] range) {
    this.range = range;
    this.file = file;
    this.gold = gold;
    this.bounded = new BoundedReader(text, LONGEST_PARAGRAPH);
    this.in = new JsonReader(bounded);
    in.setStrictness(Strictness.STRICT);
  }

  @Override
  public @Nullable SourceDocument next() {
    while (number < range[1]) {
      SourceDocument next = read();
      number++;
      if (next == null || number >= range[0]) {
        return next;
      }
    }
    return null;
  }

  /** The next question of the file, in the range or not. */
  private @Nullable SourceDocument read() {
    while (waiting.isEmpty() && place != Place.END) {
      try {
        advance();
      } catch (IOException | IllegalStateException | JsonParseException e) {
        throw malformed(e);
      }
    }
    SourceDocument next = waiting.poll();
    if (next == null && !any) {
      throw CascadeException.of(file.toString(), "there are no questions in it", FORM);
    }
    any = true;
    return next;
  }

  /** Reads up to the next step of the structure. */
  private void advance() throws IOException {
    bounded.restart();
    switch (place) {
      case FILE -> {
        in.beginObject();
        place = Place.TOP;
      }
      case TOP -> top();
      case DATA -> data();
      case ARTICLE -> article();
      case PARAGRAPHS -> paragraph();
      case END -> {}
    }
  }

  private void top() throws IOException {
    if (!in.hasNext()) {
      in.endObject();
      if (in.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalStateException("text follows the object");
      }
      place = Place.END;
    } else if (in.nextName().equals("data")) {
      in.beginArray();
      place = Place.DATA;
    } else {
      in.skipValue();
    }
  }

  private void data() throws IOException {
    if (in.hasNext()) {
      in.beginObject();
      article++;
      paragraph = -1;
      hasParagraphs = false;
      place = Place.ARTICLE;
    } else {
      in.endArray();
      place = Place.TOP;
    }
  }

  private void article() throws IOException {
    if (!in.hasNext()) {
      in.endObject();
      if (!hasParagraphs) {
        throw CascadeException.of(
            file + ", data[" + article + "]", "there is no member 'paragraphs'", FORM);
      }
      place = Place.DATA;
    } else if (in.nextName().equals("paragraphs")) {
      in.beginArray();
      hasParagraphs = true;
      place = Place.PARAGRAPHS;
    } else {
      in.skipValue();
    }
  }

  private void paragraph() throws IOException {
    if (!in.hasNext()) {
      in.endArray();
      place = Place.ARTICLE;
      return;
    }
    paragraph++;
    JsonElement found = JsonParser.parseReader(in);
    String path = "data[" + article + "].paragraphs[" + paragraph + "]";
    waiting.addAll(documents(new SquadMembers(file, path, found)));
  }

  /** The questions of a paragraph; one malformed document if it has none that can be read. */
  private List<SourceDocument> documents(SquadMembers members) {
    try {
      TextCleaner.Cleaned context = TextCleaner.clean(members.text("context"));
      return members.list("qas").stream().<SourceDocument>map(qa -> document(context, qa)).toList();
    } catch (CascadeException e) {
      return List.of(new MalformedQuestion(members.path(), e));
    }
  }

  private SourceDocument document(TextCleaner.Cleaned context, SquadMembers qa) {
    try {
      SquadQuestion question = SquadQuestion.of(context, qa, gold);
      if (!ids.add(question.name())) {
        throw qa.bad(
            "the id '" + question.name() + "' is that of an earlier question",
            "give each question an id of its own: answers and scores go by id");
      }
      return question;
    } catch (CascadeException e) {
      return new MalformedQuestion(qa.path(), e);
    }
  }

  /**
   * An entry that cannot be read.
   *
   * @param name its path in the file, as its id may be missing or taken
   */
  private record MalformedQuestion(String name, CascadeException fault) implements SourceDocument {

    @Override
    public void fill(JCas text, JCas gold) {
      throw fault;
    }
  }

  @Override
  public List<String> fields() {
    return SquadQuestion.FIELDS;
  }

  private CascadeException malformed(Exception e) {
    if (e.getCause() instanceof CharacterCodingException || e instanceof CharacterCodingException) {
      return CorpusText.undecodable(file + ", after " + in.getPath(), e);
    }
    String reason = CascadeException.describe(e).lines().findFirst().orElse("");
    Matcher at = AT.matcher(reason);
    String path = in.getPath().substring(1);
    return at.find()
        ? CascadeException.ofKnown(
            file + ", line " + at.group(1) + ", column " + at.group(2),
            "this is not the JSON of questions"
                + (path.isEmpty() ? "" : ", at " + path.substring(1)),
            FORM,
            e)
        : CascadeException.ofKnown(
            file.toString(), "this is not the JSON of questions: " + reason, FORM, e);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
