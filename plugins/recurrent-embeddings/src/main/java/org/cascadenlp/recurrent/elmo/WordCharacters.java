package org.cascadenlp.recurrent.elmo;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The character ids of a word in ELMo: the bytes of its UTF-8 between a begin and an end mark. 0 is
 * padding, so each id is one more than the byte or mark.
 *
 * <p>A word is represented as a string of these ids, without padding.
 */
final class WordCharacters {

  /** The mark before a sentence; a token with this text is read as the mark. */
  static final String SENTENCE_BEGINS = "<S>";

  /** The mark after a sentence. */
  static final String SENTENCE_ENDS = "</S>";

  /** The id of padding. */
  static final int PADDING = 261;

  private static final int BEGIN_OF_SENTENCE = 257;
  private static final int END_OF_SENTENCE = 258;
  private static final int BEGIN_OF_WORD = 259;
  private static final int END_OF_WORD = 260;

  private WordCharacters() {}

  /** The character ids of {@code word}, truncated to {@code longest} including marks. */
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

  /** The bytes of {@code word}; lone surrogates are dropped, as by errors=ignore in Python. */
  private static ByteBuffer utf8(String word) {
    try {
      return StandardCharsets.UTF_8
          .newEncoder()
          .onMalformedInput(CodingErrorAction.IGNORE)
          .encode(CharBuffer.wrap(word));
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("malformed characters are ignored", e);
    }
  }
}
