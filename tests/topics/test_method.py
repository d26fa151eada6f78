"""What a factorisation becomes: terms weighed by the units that say them."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from qualcode.topics.fitted import TopicMaterial, TopicOptions
from qualcode.topics.methods import RELEVANCE, evidence, fit_minibatch, fit_nmf, in_terms

COUNTS = csr_array(np.array([[2, 1, 0], [1, 0, 0], [0, 1, 1.0]], np.float32))


def test_evidence_of_a_small_example():
    """idf = ln((1 + n) / (1 + df)) + 1; the unit that says more stays the longer one."""
    idf = np.log(4 / np.array([3, 3, 2])) + 1
    said = np.array([[1 + np.log(2), 1, 0], [1, 0, 0], [0, 1, 1]])
    np.testing.assert_allclose(evidence(COUNTS).toarray(), said * np.sqrt(idf), rtol=1e-6)


def test_a_term_weighs_what_its_units_weigh_tempered_by_lift():
    weights = np.array([[2.0, 0], [0, 0], [0, 5]])
    found = in_terms(weights, np.ones((2, 3)), COUNTS)
    share = np.array([[1 / 2, 1 / 2, 0], [0, 1 / 2, 1 / 2]])
    made = share**RELEVANCE * (share / share.mean(axis=0)) ** (1 - RELEVANCE)
    np.testing.assert_allclose(found.components, made / np.linalg.norm(made, axis=1, keepdims=True))
    np.testing.assert_allclose(found.weights, weights * np.sqrt(3))


@pytest.mark.parametrize("scale", [1e-3, 1e3])
def test_the_scale_of_the_factors_does_not_matter(scale):
    random = np.random.default_rng(1)
    weights, components = random.random((3, 2)), random.random((2, 3))
    one, other = in_terms(weights, components, COUNTS), in_terms(weights * scale, components / scale, COUNTS)
    np.testing.assert_allclose(one.components, other.components)
    np.testing.assert_allclose(one.weights, other.weights)


def test_a_topic_of_nothing_weighs_nothing():
    found = in_terms(np.array([[1.0, 0], [0, 0], [0, 0]]), np.array([[1, 0, 0], [0, 0, 0.0]]), COUNTS)
    assert not found.components[1].any()
    assert np.isfinite(found.components).all()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("fit", [fit_nmf, fit_minibatch])
def test_an_exact_fit_is_no_warning(fit):
    """Nothing is left to explain, and rounding makes the squared error less than nothing."""
    found = fit(TopicMaterial(csr_array(np.array([[2, 2], [2, 2]], np.float32))), 1, 0, TopicOptions())
    np.testing.assert_allclose(found.components, np.full((1, 2), np.sqrt(0.5)))
    np.testing.assert_allclose(found.weights[0], found.weights[1])
