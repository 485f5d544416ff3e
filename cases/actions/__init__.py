"""One action a module, one public function each."""
