/** An embedding and a task written against Cascade's public API only, as by an outside author. */
package org.example.own;
