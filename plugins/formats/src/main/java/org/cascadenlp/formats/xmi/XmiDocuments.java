package org.cascadenlp.formats.xmi;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.FeatureStructure;
import org.apache.uima.cas.Type;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.cas.impl.XmiCasSerializer;
import org.apache.uima.resource.metadata.TypeDescription;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.util.TypeSystemUtil;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.core.document.OutputTypes;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.formats.output.AnnotationShape;
import org.xml.sax.SAXException;

/**
 * The whole CAS as UIMA's XMI, with its type system in {@code TypeSystem.xml} beside it.
 *
 * <p>INCEpTION, DKPro Core and all UIMA implementations read it.
 */
public final class XmiDocuments implements DocumentWriter {

  private final OutputOptions options;
  private final Set<String> leftOut = new ConcurrentSkipListSet<>();

  public XmiDocuments(OutputOptions options) {
    this.options = options;
  }

  @Override
  public List<String> notes() {
    return leftOut.isEmpty()
        ? List.of()
        : List.of("types without a counterpart in DKPro Core, left out: " + leftOut);
  }

  @Override
  public Map<String, Content> prepare(TypeSystem types) {
    return Map.of("TypeSystem.xml", out -> typeSystem(types, out));
  }

  @Override
  public void write(CAS cas, String name, OutputStream out) throws IOException {
    if (options.vectors() == VectorOutput.LEFT_OUT) {
      removeVectors(cas);
    }
    if (options.types() == OutputTypes.DKPRO) {
      DkproTypes.reduce(cas, leftOut);
    }
    try {
      XmiCasSerializer.serialize(cas, out);
    } catch (SAXException e) {
      throw asIo(e);
    }
  }

  private void typeSystem(TypeSystem types, OutputStream out) throws IOException {
    TypeSystemDescription described = TypeSystemUtil.typeSystem2TypeSystemDescription(types);
    if (options.types() == OutputTypes.DKPRO) {
      described.setTypes(
          Arrays.stream(described.getTypes())
              .filter(type -> DkproTypes.has(type.getName()))
              .toArray(TypeDescription[]::new));
    }
    try {
      described.toXML(out);
    } catch (SAXException e) {
      throw asIo(e);
    }
  }

  private static IOException asIo(SAXException e) {
    return e.getCause() instanceof IOException cause ? cause : new IOException(e);
  }

  private static void removeVectors(CAS cas) {
    Type type = cas.getTypeSystem().getType(AnnotationShape.VECTORS);
    if (type == null) {
      return;
    }
    for (Iterator<CAS> views = cas.getViewIterator(); views.hasNext(); ) {
      CAS view = views.next();
      List<FeatureStructure> found = new ArrayList<>();
      view.getIndexRepository().getAllIndexedFS(type).forEachRemaining(found::add);
      found.forEach(view::removeFsFromIndexes);
    }
  }
}
