/** Small annotators and services for the pipelines of this module's tests. */
package org.cascadenlp.core.parts;
