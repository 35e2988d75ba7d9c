/** The format {@code xmi}: UIMA's XMI, with all types or only those of DKPro Core. */
@NullMarked
package org.cascadenlp.formats.xmi;

import org.jspecify.annotations.NullMarked;
