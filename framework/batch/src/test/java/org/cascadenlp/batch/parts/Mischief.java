package org.cascadenlp.batch.parts;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;

/** Fails in the way that a token of the document names. */
public final class Mischief extends PluginAnnotator {

  /** Run by {@code !end} before it checks whether the process is to end. */
  public static volatile Runnable end = () -> {};

  @SuppressWarnings("unused")
  private long[] hoard = {};

  @Override
  protected void configure(Parameters parameters) {}

  @Override
  protected void annotate(JCas cas) throws InterruptedException {
    for (Token token : cas.select(Token.class)) {
      switch (token.getCoveredText()) {
        case "!fail" -> throw CascadeException.of("Mischief", "a bad word", "leave it out");
        case "!crash" -> throw new IllegalStateException("crashed as asked");
        case "!end" -> {
          end.run();
          Interruption.check();
        }
        case "!slow" -> Thread.sleep(300);
        case "!memory" -> hoard = new long[Integer.MAX_VALUE - 8]; // 16 GB
        case "!stack" -> fall(0);
        default -> {}
      }
    }
  }

  @SuppressWarnings("InfiniteRecursion")
  private static long fall(long depth) {
    return fall(depth + 1) + 1;
  }
}
