"""The practice platform keeps the contract of a channel in both manners that it plays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from channel_contract import ChannelContract, Stage


class TestFacebookPractice(ChannelContract):
    @pytest.fixture
    def stage(self, make_stage: Callable[[str], Stage]) -> Stage:
        return make_stage("facebook")


class TestYouTubePractice(ChannelContract):
    @pytest.fixture
    def stage(self, make_stage: Callable[[str], Stage]) -> Stage:
        return make_stage("youtube")
