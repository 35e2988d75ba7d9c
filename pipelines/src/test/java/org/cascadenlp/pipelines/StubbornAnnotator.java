package org.cascadenlp.pipelines;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.uima.analysis_component.JCasAnnotator_ImplBase;
import org.apache.uima.jcas.JCas;

/** An annotator that takes minutes and does not check whether the process is to end. */
public final class StubbornAnnotator extends JCasAnnotator_ImplBase {

  static final String BEGUN = "begun, for minutes";

  @Override
  public void process(JCas cas) {
    System.err.println(BEGUN);
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
