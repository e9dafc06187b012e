"""No test sees what another one committed."""

import unittest

import pytest
from django.core.management import call_command
from django.test import TransactionTestCase
from wagtail.models import Locale, Page

pytestmark = pytest.mark.django_db(transaction=True)


class EmptiesAllTables(TransactionTestCase):
    __test__ = False  # only as below

    def test(self):
        before = Locale.objects.count(), Page.objects.count()
        call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)
        assert all(before) and not Page.objects.exists()


def faults_of(case):
    result = unittest.TestResult()
    unittest.TestSuite([case]).run(result)
    assert result.testsRun == 1
    return [text for _case, text in result.errors + result.failures]


def test_what_a_test_commits_is_gone_afterwards():
    for _again in range(2):
        assert faults_of(EmptiesAllTables("test")) == []
        assert Page.objects.exists()


def test_even_when_the_end_of_the_test_was_never_reached(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: None)
        assert faults_of(EmptiesAllTables("test")) == []
        assert not Page.objects.exists()
    assert faults_of(EmptiesAllTables("test")) == []
