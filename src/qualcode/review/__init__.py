"""The reading room: a page on this computer, on which people code by hand and judge what rules suggest."""
