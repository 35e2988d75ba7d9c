package org.cascadenlp.transformers.files;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.cascadenlp.core.error.CascadeException;

/**
 * Fuzzes the ONNX reader like {@code WeightFilesFuzzTest}; testdata/README.md has the command of
 * the long run.
 */
class OnnxWeightsFuzzTest {

  @FuzzTest
  void onnx(byte[] data) throws IOException {
    try {
      OnnxWeights.read(new ByteArrayInputStream(data), "x.onnx");
    } catch (CascadeException expected) {
      // a user's error is a valid outcome
    }
  }
}
