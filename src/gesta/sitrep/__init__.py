"""The situation report: the incidents of one filter as a briefing to be printed."""
