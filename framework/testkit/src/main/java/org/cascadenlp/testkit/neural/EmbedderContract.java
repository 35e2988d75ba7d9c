package org.cascadenlp.testkit.neural;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.embedding.ModelReference;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.testkit.TwoWorkers;
import org.junit.jupiter.api.Test;

/**
 * The tests that every embedder and its provider must pass. The author of an embedder extends this
 * class:
 *
 * <pre>{@code
 * class LettersContractTest extends EmbedderContract {
 *   @Override
 *   protected EmbedderProvider provider() {
 *     return new LetterProvider();
 *   }
 *
 *   @Override
 *   protected ModelReference model() {
 *     return new ModelReference("letters", new LetterSettings(2));
 *   }
 * }
 * }</pre>
 *
 * <p>For an encoder, extend {@link EncoderContract}.
 */
public abstract class EmbedderContract extends EmbedderProviderContract {

  /** For subclasses. */
  protected EmbedderContract() {}

  /** The provider under test. */
  @Override
  protected abstract EmbedderProvider provider();

  /** A model of this provider, by name or path, with the options of its vectors. */
  @Override
  protected abstract ModelReference model();

  /** Opens {@link #model}; each test opens its own embedder and closes it. */
  @Override
  protected Embedder open() throws IOException {
    return super.open();
  }

  @Test
  void itSaysWhichVectorsItMakes() throws IOException {
    try (Embedder embedder = open();
        Embedder again = open()) {
      VectorSpace space = embedder.vectorSpace();
      assertFalse(space.name().isBlank(), "vectorSpace().name() is empty");
      assertFalse(space.hash().isBlank(), space.name() + ": vectorSpace().hash() is empty");
      assertTrue(space.layers() > 0 && space.width() > 0, space + " has no layers or no width");
      assertTrue(
          space.fits(again.vectorSpace()), space + ": opened again it is " + again.vectorSpace());
      assertEquals(space, embedder.vectorSpace(Level.TOKEN), "vectorSpace(TOKEN)");
      if (embedder.pooledSpace().isPresent()) {
        assertEquals(
            embedder.pooledSpace().get(),
            embedder.vectorSpace(Level.SEQUENCE),
            "vectorSpace(SEQUENCE)");
      } else {
        CascadeException error =
            assertThrows(CascadeException.class, () -> embedder.vectorSpace(Level.SEQUENCE));
        assertTrue(error.place().contains(space.name()), () -> "names no embedder: " + error);
      }
    }
  }

  @Test
  void shapesAreTokensByLayersByWidth() throws IOException {
    List<Sequence> all = OddSequences.all();
    try (Embedder embedder = open()) {
      List<float[]> tokens = embedder.embed(all);
      List<SequenceVectors> vectors = embedder.vectors(all);
      assertEquals(all.size(), tokens.size(), "arrays of embed");
      assertEquals(all.size(), vectors.size(), "arrays of vectors");
      int row = embedder.vectorSpace().layers() * embedder.vectorSpace().width();
      int whole = embedder.pooledSpace().map(space -> space.layers() * space.width()).orElse(0);
      for (int i = 0; i < all.size(); i++) {
        int size = all.get(i).size();
        String what = " of " + shown(all.get(i));
        assertEquals(size * row, tokens.get(i).length, "numbers" + what);
        assertArrayEquals(tokens.get(i), vectors.get(i).values(), "vectors, beside embed," + what);
        if (size > 0) {
          assertEquals(
              whole, vectors.get(i).pooled().length, "numbers of the pooled vector" + what);
        }
        finite(tokens.get(i), what);
        finite(vectors.get(i).pooled(), what);
      }
    }
  }

  @Test
  void nothingIsEmbeddedAsNothing() throws IOException {
    try (Embedder embedder = open()) {
      assertTrue(embedder.embed(List.of()).isEmpty(), "of no sequences");
      assertTrue(embedder.vectors(List.of()).isEmpty(), "of no sequences");
      assertEquals(0, embedder.embed(List.of(new Sequence(List.of()))).get(0).length);
    }
  }

  @Test
  void aSequenceHasTheSameBitsWhateverIsEmbeddedBesideIt() throws IOException {
    List<Sequence> all = OddSequences.all();
    try (Embedder embedder = open()) {
      List<SequenceVectors> alone = new ArrayList<>();
      for (Sequence one : all) {
        alone.addAll(embedder.vectors(List.of(one)));
      }
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        order.add(i);
      }
      for (int shuffle = 0; shuffle < 3; shuffle++) {
        List<SequenceVectors> together = embedder.vectors(order.stream().map(all::get).toList());
        for (int i = 0; i < all.size(); i++) {
          same(alone.get(order.get(i)), together.get(i), all.get(order.get(i)), "among others");
        }
        Collections.shuffle(order, new Random(shuffle));
      }
    }
  }

  @Test
  void neighboursAreReadAsFarAsItSays() throws IOException {
    List<Sequence> usual = OddSequences.usual();
    try (Embedder embedder = open()) {
      int context = embedder.context();
      List<Sequence> near = Sequence.withNeighbours(usual, context);
      List<Sequence> far = Sequence.withNeighbours(usual, context + 50);
      List<SequenceVectors> expected = embedder.vectors(near);
      List<SequenceVectors> found = embedder.vectors(far);
      for (int i = 0; i < usual.size(); i++) {
        String rule = "with more neighbours than its context() = " + context;
        same(expected.get(i), found.get(i), usual.get(i), rule);
      }
    }
  }

  @Test
  void theTextIsReadOnlyWhereItSaysSo() throws IOException {
    try (Embedder embedder = open()) {
      for (Sequence one : OddSequences.all()) {
        Sequence text = OddSequences.withText(one);
        SequenceVectors found = embedder.vectors(List.of(text)).get(0);
        SequenceVectors tokens = embedder.vectors(List.of(one)).get(0);
        assertEquals(tokens.values().length, found.values().length, "of " + shown(one));
        finite(found.values(), " of " + shown(one) + " with its text");
        if (!embedder.cutsText()) {
          same(tokens, found, one, "with its text, though cutsText() is false,");
          Sequence back = text.cutting(Cut.TOKENS);
          same(tokens, embedder.vectors(List.of(back)).get(0), one, "without its text again");
        }
      }
    }
  }

  @Test
  void openedAgainInAnotherLocaleItMakesTheSame() throws IOException {
    List<Sequence> all = OddSequences.all();
    List<SequenceVectors> first;
    try (Embedder embedder = open()) {
      first = embedder.vectors(all);
    }
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR")); // in which i and I are not a case pair
    try (Embedder embedder = open()) {
      List<SequenceVectors> second = embedder.vectors(all);
      for (int i = 0; i < all.size(); i++) {
        same(first.get(i), second.get(i), all.get(i), "opened again in a Turkish locale");
      }
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void twoWorkersGetTheSame() throws Exception {
    List<Sequence> all = OddSequences.all();
    try (Embedder embedder = open()) {
      List<SequenceVectors> alone = embedder.vectors(all);
      List<List<SequenceVectors>> both =
          TwoWorkers.run(
              () -> {
                List<SequenceVectors> found = new ArrayList<>();
                for (Sequence one : all) {
                  found.addAll(embedder.vectors(List.of(one)));
                }
                return found;
              });
      for (List<SequenceVectors> found : both) {
        for (int i = 0; i < all.size(); i++) {
          same(alone.get(i), found.get(i), all.get(i), "with two workers");
        }
      }
    }
  }

  @Test
  void noArrayStaysOpen() throws IOException {
    int before = LiveArrays.count();
    try (Embedder embedder = open()) {
      embedder.vectors(OddSequences.all());
      int open = LiveArrays.count();
      for (int i = 0; i < 3; i++) {
        embedder.vectors(OddSequences.all());
        assertEquals(open, LiveArrays.count(), "native arrays after one more call");
      }
    }
    assertEquals(before, LiveArrays.count(), "native arrays after the embedder was closed");
  }

  static void same(SequenceVectors expected, SequenceVectors found, Sequence of, String when) {
    boolean equal =
        Arrays.equals(expected.values(), found.values())
            && Arrays.equals(expected.pooled(), found.pooled());
    assertTrue(equal, () -> when + " it makes other vectors of " + shown(of));
  }

  private static void finite(float[] values, String what) {
    for (float value : values) {
      assertTrue(Float.isFinite(value), () -> "NaN or infinity among the vectors" + what);
    }
  }

  /** The number of tokens and the first of them, for messages. */
  static String shown(Sequence sequence) {
    String text = String.join(" ", sequence.first(Math.min(5, sequence.size())).tokens());
    return sequence.size() + " tokens '" + text.substring(0, Math.min(40, text.length())) + "'";
  }
}
