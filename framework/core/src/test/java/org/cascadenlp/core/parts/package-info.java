/** Small annotators and services that the tests of this module build pipelines from. */
package org.cascadenlp.core.parts;
