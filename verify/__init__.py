"""Settles mathematical claims about neural-network loss landscapes; the public words, loaded when first used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "verify.claims.case": ("Case",),
    "verify.claims.claim": ("Claim", "Source", "HOLDS", "FAILS", "OPEN", "MEASURED"),
    "verify.claims.witnesses": ("witness",),
    "verify.claims.search": ("sampled", "exact", "hunted"),
    "verify.claims.properties": ("properties",),
    "verify.claims.derived": ("derived",),
    "verify.claims.cut_derivation": ("derived_at_cut",),
    "verify.claims.lawful": ("lawful",),
    "verify.claims.solved": ("Formulas", "Solved"),
    "verify.proofs.rank_laws": ("RankEquality", "RankInequality", "KernelEquality"),
    "verify.proofs.words": ("matrix", "identity"),
    "verify.proofs.hypotheses": ("CURVES",),
    "verify.proofs.reductions": ("FewIndices", "LinearInLossJet", "AdditiveOverData", "Sliced"),
    "verify.statements.statement": ("Statement",),
    "verify.statements.conclusions": ("Proposition",),
    "verify.statements.conditions": ("Condition", "where", "loss_stationary", "perfect_fit", "critical_point", "local_minimum", "loss_curvature_definite", "loss_curvature_semidefinite", "loss_curvature_definite_on_image", "loss_curvature_identity", "loss_curvature_diagonal", "independent_gradients", "no_residual_curvature", "global_minimum", "affine"),
    "verify.statements.cones": ("cone", "slope_along_line", "partial_derivatives_along_line", "loss_differentiable"),
    "verify.statements.squares": ("sum_of_squares", "half_sum_of_squares", "mean_of_squares", "half_mean_of_squares", "squared_error"),
    "verify.statements.minima": ("LowerBound",),
    "verify.statements.loss_minima": ("loss_minimal", "loss_minimal_on_cube"),
    "verify.statements.quantities": ("Quantity", "rank", "diagonal", "column", "unit_form", "minimum", "face", "jacobian", "gradients", "loss_gradient", "pulled_back_gradient", "loss_hessian", "gradient", "hessian", "gauss_newton", "residual_curvature", "first_derivatives", "second_derivatives", "behaviours", "parameters"),
    "verify.statements.images": ("image", "null_space", "projection", "pseudo_inverse", "shared", "restricted"),
    "verify.statements.classification": ("outputs_fit_labels", "outputs_sum_to_one", "soft_labels", "logit_shifts", "data_points", "softmax_jacobian"),
    "verify.statements.instances": ("MatrixInstance", "JetInstance", "ModelInstance", "Subject", "point"),
    "verify.statements.fibres": ("fibre_dimension", "fibre_is_manifold", "generic_rank"),
    "verify.statements.plane_germs": ("plane_germ", "onto_at_origin", "differentiable", "continuously_differentiable", "curve_of_zeros"),
    "verify.statements.closed_sets": ("STAGE", "closed", "is_closed", "smooth_bumps", "zeros_of_analytic", "null_or_fat", "finitely_many_pieces"),
    "verify.strata.closed_sets": ("closed_sets", "not_closed"),
    "verify.statements.elimination": ("image_dimension",),
    "verify.statements.curves": ("curve",),
    "verify.statements.tangents": ("velocity", "motion", "velocity_off_gradients", "stays_in_fibre"),
    "verify.statements.pairs": ("pair",),
    "verify.statements.agreement": ("same_parameters", "same_behaviour", "same_total_loss", "same_elsewhere", "rescaled", "rescaled_either_way", "theta_here", "theta_there", "total_loss_here", "total_loss_there", "trained_function_here", "trained_function_there", "function_elsewhere_here", "function_elsewhere_there"),
    "verify.statements.embeddings": ("embedded_image", "embedded_neighbourhood", "injective", "meeting"),
    "verify.maps.normal_forms": ("normal_form",),
    "verify.strata.fibres": ("known_fibres", "curves_with_maps", "points_of", "point_pairs", "germs", "maps_with", "pairs_in_fibres", "regularised_pairs"),
    "verify.maps.formulas": ("FormulaMap", "polynomial_map"),
    "verify.maps.losses": ("SquaredError", "QuarticError", "FormulaLoss", "BinaryCrossEntropy", "CrossEntropy", "SoftmaxCrossEntropy"),
    "verify.maps.architecture": ("Architecture", "Skip", "Tie"),
    "verify.maps.network": ("Network",),
    "verify.maps.regularisers": ("Ridge",),
    "verify.strata.pairs": ("pairs_of_relu_parameters", "pairs_of_linear_parameters", "pairs_of_functions"),
    "verify.strata.strata": ("NamedInstances", "Stratum"),
    "verify.strata.small_minima": ("small_minima", "small_minima_of_squares"),
    "verify.strata.small_gram_matrices": ("small_gram_matrices",),
    "verify.strata.losses": ("polynomial_losses", "squared_errors", "assorted_losses"),
    "verify.strata.matrices": ("matrix_pairs", "jets"),
    "verify.strata.small_pairs": ("small_pairs",),
    "verify.strata.cones": ("losses_of_degree_one",),
    "verify.strata.separable": ("separable_losses",),
    "verify.strata.classification": ("probabilities", "probability_vectors", "softmax_logits"),
    "verify.strata.networks": ("polynomial_maps", "relu_networks", "leaky_networks", "linear_networks", "quadratic_networks", "tanh_networks", "silu_networks", "ridged_maps", "centred_maps"),
    "verify.strata.merged": ("cuts_of", "merged_by_death", "merged_by_geometry", "merged_by_folding", "skips_past_a_merge", "ties_across_a_merge", "general_cuts"),
    "verify.strata.folds": ("folding_neuron", "merged_by_smooth_folding"),
    "verify.strata.critical": ("critical_points", "saddles", "focal_labels"),
    "verify.strata.degeneracies": ("DEGENERACIES",),
    "verify.statements.cuts": ("CutInstance",),
    "verify.statements.collapse": ("cut_network", "more_inputs_than_parameters", "merged_inputs", "outputs_per_input", "merged_behaviours", "other_behaviours", "parameters_before_cut", "units_at_cut", "merged_gradients", "merged_gradients_cleared_before_cut", "later_gradient_of_first", "later_gradients", "gradient_differences", "gradient_differences_before_cut", "shared_activations", "no_skip_past_cut", "no_tying_across_cut", "untied_weights", "scalar_outputs", "relu_at_cut", "kinked_at_cut", "all_units_inactive", "some_unit_inactive", "parameters_strictly_before_cut"),
    "verify.numbers": ("Rationals", "Balls"),
    "verify.ranks.forms": ("positive_definite",),
    "verify.truth": ("Truth", "YES", "NO", "UNKNOWN"),
    "verify.statements.complex_fibres": ("complex_fibre_dimension",),
    "verify.statements.last_input": ("gradients_before", "rank_before", "generic_rank_before", "fibre_dimension_before", "complex_fibre_dimension_before"),
    "verify.statements.dust": ("DustMap",),
    "verify.strata.inputs": ("listed_contours", "affine_models", "perpendicular_contours", "redundant_inputs"),
    "verify.statements.distances": ("squared_distance", "second_fundamental_form", "tangent"),
    "verify.strata.lines": ("tangent_lines",),
    "verify.statements.steady_units": ("steady_directions",),
    "verify.statements.solutions": ("solution_dimension", "moves"),
    "verify.strata.linear": ("linear_models", "linear_layers"),
    "verify.statements.connected": ("joined", "output_bias"),
    "verify.statements.entries": ("nonzero_entries", "is_orthogonal"),
    "verify.statements.focal": ("focal_multiplicity", "rank_is_constant"),
    "verify.strata.constant_rank": ("critical_on_sheets", "factorised_matrices"),
    "verify.claims.generic": ("generic",),
    "verify.statements.linear_networks": ("count", "flags", "flags_modulo_constants", "products_after", "arriving", "residual_matrix", "residual_sums", "largest_products", "tied_singular_values"),
    "verify.strata.linear_families": ("linear_family", "linear_grid", "inputs_of_rank"),
    "verify.statements.label_systems": ("LabelSystem",),
    "verify.statements.again": ("behaves_alike", "no_regulariser", "also_global_minimum", "also_local_minimum"),
    "verify.statements.unbounded": ("unbounded_fibre", "affine_in_more_than_behaviours", "has_unit_to_rescale"),
    "verify.statements.prior_weights": ("prior_weight", "prior_decay", "identity_plus_curvature_determinant"),
    "verify.claims.experiment": ("experiment",),
    "verify.experiments.training": ("RankAgainstWidth",),
    "verify.experiments.flows": ("BasinMass", "PriorVolume"),
    "verify.strata.doubles": ("double_points_of_maps", "double_points_of_functions", "curves_between_double_points"),
    "verify.statements.line_germs": ("line_germ", "differentiable_at_zero", "derivative_continuous_at_zero"),
    "verify.strata.plane_germs": ("plane_functions",),
    "verify.strata.line_germs": ("line_functions", "line_functions_under_squares"),
    "verify.strata.bottlenecks": ("bottleneck_networks",),
    "verify.strata.tied": ("ties_before_a_merge",),
    "verify.strata.minima": ("valleys_of_minima", "spheres_of_minima", "constant_losses"),
}
_HOME_OF = {word: home for home, words in _HOMES.items() for word in words}

__all__ = ["__version__", *_HOME_OF]  # noqa: PLE0604 -- the table above is the one list of public words


def __getattr__(word: str) -> Any:
    if word not in _HOME_OF:
        raise AttributeError(f"module 'verify' has no word {word!r}")
    return getattr(import_module(_HOME_OF[word]), word)


def __dir__() -> list[str]:
    return list(__all__)
