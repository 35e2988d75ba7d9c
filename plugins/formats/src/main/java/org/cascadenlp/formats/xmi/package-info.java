/** Results as UIMA's XMI, in all types or in DKPro Core's alone. */
@NullMarked
package org.cascadenlp.formats.xmi;

import org.jspecify.annotations.NullMarked;
