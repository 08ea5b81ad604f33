"""Behaviour maps and losses over any number system: outputs, Jacobians, Hessians and the two terms of the Hessian of the loss."""
