// Package escpostest has what tests of printing need: a printer on loopback that answers as real ones do and fails as they
// do, and a reader of ESC/POS that knows nothing of the encoder under test.
package escpostest
