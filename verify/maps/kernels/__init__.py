"""The fast float text of the network calculus, held to the generic text by a test.

For a batch of small networks it computes the outputs, the Jacobian ``J`` and both terms of the Hessian of the loss, ``J^T H_l J`` and the
residual curvature ``S``, chunk by chunk in memory that is used again. Read it in this order: `plan` (which number stands where),
`signals` (one pass forwards, one backwards), `curvature` (the recursion over layers), `assembly` (blocks of layers to matrices), `batches`
(chunks, and the words to call), `jets` (how the rest of the house calls them). `workspace` holds the steps it is all made of and runs them
again for every chunk. `portable` is the same recursion on the arrays of other libraries.
"""
