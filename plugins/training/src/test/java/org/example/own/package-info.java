/** An embedding and a task as somebody outside writes them, from what Cascade makes public. */
package org.example.own;
