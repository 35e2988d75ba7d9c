package org.cascadenlp.recurrent.elmo;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The characters of a word as ELMo numbers them: the bytes of its UTF-8 between two marks. 0 stands
 * for nothing, so every number is one more than the byte or mark.
 *
 * <p>A word is held as a text of these numbers, without the padding after it.
 */
final class WordCharacters {

  /** The text of the mark before a sentence; a token written so is read as the mark. */
  static final String SENTENCE_BEGINS = "<S>";

  /** The text of the mark after a sentence. */
  static final String SENTENCE_ENDS = "</S>";

  /** The number that fills a word up. */
  static final int PADDING = 261;

  private static final int BEGIN_OF_SENTENCE = 257;
  private static final int END_OF_SENTENCE = 258;
  private static final int BEGIN_OF_WORD = 259;
  private static final int END_OF_WORD = 260;

  private WordCharacters() {}

  /** The characters of {@code word}, {@code longest} at most with the marks. */
  static String of(String word, int longest) {
    StringBuilder characters = new StringBuilder().append((char) BEGIN_OF_WORD);
    if (word.equals(SENTENCE_BEGINS)) {
      characters.append((char) BEGIN_OF_SENTENCE);
    } else if (word.equals(SENTENCE_ENDS)) {
      characters.append((char) END_OF_SENTENCE);
    } else {
      ByteBuffer bytes = utf8(word);
      while (bytes.hasRemaining() && characters.length() < longest - 1) {
        characters.append((char) (Byte.toUnsignedInt(bytes.get()) + 1));
      }
    }
    return characters.append((char) END_OF_WORD).toString();
  }

  /** The bytes of {@code word}; a lone surrogate has none, as in Python's errors=ignore. */
  private static ByteBuffer utf8(String word) {
    try {
      return StandardCharsets.UTF_8
          .newEncoder()
          .onMalformedInput(CodingErrorAction.IGNORE)
          .encode(CharBuffer.wrap(word));
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("nothing is malformed where it is ignored", e);
    }
  }
}
