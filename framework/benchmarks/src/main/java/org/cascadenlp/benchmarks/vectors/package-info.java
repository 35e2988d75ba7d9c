/** The speed from text to vectors of Cascade, LangChain4j and ONNX Runtime with the same MiniLM. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.vectors;
