#!/usr/bin/env bash
# Takes the README's pictures of the sample shop with the browser tests' own Chromium.
cd "$(dirname "$0")/../.." && SCREENSHOTS="$PWD/docs/screenshots" dotnet run --project tests/Dashboard.Browser.Tests -- -class Dashboard.Browser.Tests.ScreenshotTests
