package org.cascadenlp.pipelines;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.uima.cas.CAS;
import org.apache.uima.collection.CollectionProcessingEngine;
import org.apache.uima.collection.EntityProcessStatus;
import org.apache.uima.collection.StatusCallbackListener;

/** Waits for the end of a collection processing engine, and records the first exception. */
final class FinishedListener implements StatusCallbackListener {

  private final CountDownLatch finished = new CountDownLatch(1);
  private final List<Exception> errors = new CopyOnWriteArrayList<>();

  /** Runs {@code engine} to its end, and throws the first exception, if any. */
  static void run(CollectionProcessingEngine engine) throws Exception {
    FinishedListener listener = new FinishedListener();
    engine.addStatusCallbackListener(listener);
    engine.process();
    if (!listener.finished.await(2, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the engine did not end");
    }
    if (!listener.errors.isEmpty()) {
      throw listener.errors.get(0);
    }
  }

  @Override
  public void entityProcessComplete(CAS cas, EntityProcessStatus status) {
    errors.addAll(status.getExceptions());
  }

  @Override
  public void collectionProcessComplete() {
    finished.countDown();
  }

  @Override
  public void aborted() {
    finished.countDown();
  }

  @Override
  public void initializationComplete() {}

  @Override
  public void batchProcessComplete() {}

  @Override
  public void paused() {}

  @Override
  public void resumed() {}
}
